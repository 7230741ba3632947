'use client'

import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { toastManager } from './toast.ts'

/** Where the confirmations appear. */
export function Toasts() {
  const t = useTranslations('common')
  return (
    <Toast.Provider toastManager={toastManager}>
      <Toast.Portal>
        <Toast.Viewport
          // Base UI's own name for it is English in every language.
          aria-label={t('confirmations')}
          className="fixed right-4 bottom-4 z-[60] flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2"
        >
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function List() {
  const t = useTranslations('common')
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      // Base UI calls it a dialog that is not modal; a confirmation asks nothing.
      render={({ 'aria-modal': _, ...props }) => <div {...props} role="status" />}
      key={toast.id}
      toast={toast}
      className="flex items-start justify-between gap-3 rounded-lg border border-line bg-surface px-4 py-3 shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Title className="font-medium" />
      <Toast.Close
        // Base UI hides it from readers of the screen until the list has the focus, while the keyboard reaches it all the same.
        render={({ 'aria-hidden': _, ...props }) => <button {...props} />}
        aria-label={t('close')}
        className="-mr-1 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </Toast.Close>
    </Toast.Root>
  ))
}
