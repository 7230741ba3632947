/** Why docker_init.sh does not begin, as the vendor's script words it; null where it may. */
export function initRefusal(image: string, recorded: string | null, processes: { name: string; state: string }[]): string | null {
  if (image === '3.3.1') return `[ERROR] There is no initialization for ${image}.`
  // oms_console may be held back until init has run; everything else has to be up.
  const waiting = processes.filter(({ name, state }) => state !== 'RUNNING' && !(name === 'oms_console' && state === 'STOPPED'))
  if (processes.length === 0) return '[ERROR] supervisord does not answer.'
  if (waiting.length > 0) return `[ERROR] Components are not running: ${waiting.map(({ name, state }) => `${name} ${state}`).join(', ')}`
  if (recorded !== '3.3.1' && recorded !== '3.4.0') return 'Version before 4.1.1 is not allowed to upgrade.'
  return null
}
