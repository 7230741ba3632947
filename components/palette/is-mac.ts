/** Whether shortcuts go with Cmd here. Only for the browser. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
