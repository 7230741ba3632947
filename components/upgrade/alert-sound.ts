import type { AlertMoment } from './alert-moment.ts'

/** Seconds after the beginning, and hertz: three rising tones call somebody, one low one only tells. */
const TONES: Record<AlertMoment, readonly (readonly [at: number, hertz: number])[]> = {
  needed: [
    [0, 660],
    [0.25, 880],
    [0.5, 1175],
    [1.2, 660],
    [1.45, 880],
    [1.7, 1175],
  ],
  over: [
    [0, 660],
    [0.3, 523],
  ],
}
const LASTS = 0.2

let audio: AudioContext | null = null

/** True where the browser plays without another click. To be called in a click, before which no browser makes a sound. */
export async function unlockSound(): Promise<boolean> {
  audio ??= new AudioContext()
  // A browser that waits for a click answers only after it.
  await Promise.race([audio.resume().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 300))])
  return audio.state === 'running'
}

export function playAlert(moment: AlertMoment): void {
  const context = audio
  if (context === null || context.state !== 'running') return
  for (const [at, hertz] of TONES[moment]) {
    const start = context.currentTime + at
    const oscillator = context.createOscillator()
    const gain = context.createGain()
    oscillator.frequency.value = hertz
    // Faded in and out: a tone that is cut off clicks.
    gain.gain.setValueAtTime(0.0001, start)
    gain.gain.exponentialRampToValueAtTime(0.4, start + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.0001, start + LASTS)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(start + LASTS)
  }
}
