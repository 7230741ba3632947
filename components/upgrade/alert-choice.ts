'use client'

import { useSyncExternalStore } from 'react'

interface AlertChoice {
  sound: boolean
  notice: boolean
}

const KEY = 'panel.alerts'
const OFF: AlertChoice = { sound: false, notice: false }
const listeners = new Set<() => void>()
let text: string | null = null
let choice = OFF

/** How this browser wants to be called; a preference of the browser, because it is the browser that makes the noise. */
export function useAlertChoice(): AlertChoice {
  return useSyncExternalStore(subscribe, read, () => OFF)
}

export function changeAlertChoice(change: Partial<AlertChoice>): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), ...change }))
  } catch {
    // A browser that keeps nothing: the choice then lasts as long as the page.
    choice = { ...choice, ...change }
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Chosen in another tab.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** The same object as long as the same text is kept, or React would draw for ever. */
function read(): AlertChoice {
  let kept: string | null = null
  try {
    kept = localStorage.getItem(KEY)
  } catch {
    return choice
  }
  if (kept !== text) {
    text = kept
    choice = parsed(kept)
  }
  return choice
}

function parsed(kept: string | null): AlertChoice {
  try {
    const { sound, notice } = { ...OFF, ...JSON.parse(kept ?? '{}') } as Record<keyof AlertChoice, unknown>
    return { sound: sound === true, notice: notice === true }
  } catch {
    return OFF
  }
}
