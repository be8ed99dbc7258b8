import type { Say } from '../props.ts';

/** As `ui/ErrorSummary.astro`, for an error that the browser finds. */
export function ErrorSummary({ say, field, message }: { say: Say; field: string; message: string }) {
  return (
    <div class="error-summary" id="check-errors" role="alert" tabindex="-1" autofocus>
      <h2 class="nl-heading nl-heading--level-2">{say('summary')}</h2>
      <ul>
        <li>
          <a href={`#${field}`}>{message}</a>
        </li>
      </ul>
    </div>
  );
}
