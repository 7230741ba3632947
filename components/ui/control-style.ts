/** The look shared by text inputs, selects and text areas. Not of `:disabled`: all of them are until the page's scripts are there. */
export const CONTROL_STYLE =
  'block w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-base text-ink placeholder:text-ink-3 ' +
  'focus-visible:outline-offset-0 aria-invalid:border-bad aria-invalid:bg-bad-soft ' +
  'disabled:opacity-100 [&[disabled]]:border-line [&[disabled]]:bg-sunken [&[disabled]]:text-ink-3 [&[readonly]]:bg-sunken'
