const SECOND_MS = 1000

/** Calls every second until the returned function is called, also while the page is hidden. */
export function everySecond(tick: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  let worker: Worker | undefined
  const countHere = () => {
    timer ??= setInterval(tick, SECOND_MS)
  }
  try {
    worker = new Worker('/every-second.js')
    worker.onmessage = tick
    worker.onerror = countHere
  } catch {
    countHere()
  }
  return () => {
    worker?.terminate()
    clearInterval(timer)
  }
}
