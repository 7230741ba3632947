/** Long enough for the slowest browser to begin the download: it reads the address after the click has returned. */
const KEPT_MS = 60_000

/** Gives the reader a file with this text. */
export function saveFile(name: string, text: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
