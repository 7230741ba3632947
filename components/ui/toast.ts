import { Toast } from '@base-ui/react/toast'

export const toastManager = Toast.createToastManager()

/** A small confirmation that goes away by itself. Problems are shown where they belong, never only here. */
export function toast(text: string): void {
  toastManager.add({ title: text })
}
