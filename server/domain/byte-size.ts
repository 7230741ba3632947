const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** A size for people, in decimal units as `df -H` and registries use them: `43.1 MB`. */
export function byteSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? Math.round(value) : value.toFixed(value < 10 ? 2 : 1)} ${UNITS[power]}`
}
