/** On what a page reads while nobody looks at it: no sign of life, so it does not keep a session alive. */
export const UNATTENDED_HEADER = 'x-panel-unattended'
