import { createEffect, createMemo, createSignal, onCleanup, onMount } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { usualModalities } from '#db/schema/words.ts';
import { sayer } from '#ui/sayer.ts';
import { applyAction, type Draft, type DraftAction, type DraftPart, kindsOf } from '../draft.ts';
import { actionValue, readAction, readDraft, writeDraft } from '../fields.ts';
import type { HoursProps, PreviewView } from '../props.ts';

const restMs = 350;

/** The draft of the form, what its buttons do, and the preview that follows it. Begins with what the page has. */
export function createHours(props: HoursProps) {
  const [draft, setDraft] = createStore<Draft>(readDraft(writeDraft(props.draft)));
  const [preview, setPreview] = createSignal<PreviewView>(props.preview);
  /** False on the server and until the browser has taken over. */
  const [live, setLive] = createSignal(false);
  const [offline, setOffline] = createSignal(false);
  const kinds = createMemo(() => kindsOf(draft.parts));
  let form: HTMLFormElement | undefined;

  const act = (action: DraftAction) => setDraft('parts', applyAction(draft.parts, action, defaults(props)));
  const change = (key: number, values: Partial<DraftPart>) =>
    setDraft('parts', (part) => part.key === key, values);

  /** The buttons that change the draft do so here; saving is left to the form. */
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.value === actionValue.save) return;
    event.preventDefault();
    const action = readAction(button.value, textsIn(event.currentTarget));
    if (action) act(action);
  };

  onMount(() => {
    // What was typed before this, or kept by the browser.
    if (form) setDraft(reconcile(readDraft(textsIn(form)), { key: 'key' }));
    setLive(true);
  });

  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (body: string) => {
    asking?.abort();
    asking = new AbortController();
    try {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
      const answer = await fetch(props.previewAction, {
        method: 'POST',
        body,
        headers,
        signal: asking.signal,
        redirect: 'error',
      });
      if (!answer.ok) throw new Error(`expected a preview, not ${answer.status}`);
      // Our own server wrote it, from this very type.
      const view: PreviewView = await answer.json();
      setPreview(view);
      setOffline(false);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) setOffline(true);
    }
  };
  const sent = createMemo(() => new URLSearchParams(writeDraft(draft)).toString());
  createEffect((before: string | undefined) => {
    const body = sent();
    // The first one is what the page came with. (Solid's `on` would weigh on the other pages with an island.)
    if (before !== undefined) {
      clearTimeout(timer);
      timer = setTimeout(ask, restMs, body);
    }
    return body;
  }, undefined);
  onCleanup(() => {
    clearTimeout(timer);
    asking?.abort();
  });

  return {
    page: props,
    say: sayer(props.texts),
    draft,
    kinds,
    preview,
    live,
    offline,
    change,
    onSubmit,
    setField: (field: 'from' | 'until' | 'topic' | 'week', value: string) => setDraft(field, value),
    setParts: (parts: DraftPart[]) => setDraft('parts', parts),
    errorOf: (field: string) => props.errors[field],
    holdForm: (element: HTMLFormElement) => {
      form = element;
    },
    defaults: () => defaults(props),
  };
}
export type Hours = ReturnType<typeof createHours>;

function defaults({ locations, modalities }: HoursProps) {
  const [first] = locations;
  return {
    location: first?.id ?? '',
    modalities: usualModalities.filter(
      (modality) => first?.modalities.includes(modality) && modalities.includes(modality),
    ),
  };
}

function textsIn(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as [string, string]] : [],
  );
}
