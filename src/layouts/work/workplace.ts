// What every page of the workplace runs, in one file: what belongs to a page alone comes with that page.
import '../sign-out.ts';
import '../../street/offline/forget-others.ts';
import './shell.ts';
import './next-up.ts';
import '#ui/work/keys.ts';
import '#ui/work/toast.ts';
import '#ui/work/typedText.ts';
import '../../search/open-palette.ts';
import '../../agenda/agenda-live.ts';
import '../../appointment/care-live.ts';
