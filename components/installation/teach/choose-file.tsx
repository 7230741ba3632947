'use client'

import { type ReactNode, useRef } from 'react'

interface ChooseFileProps {
  label: string
  accept: string
  onFile: (file: File) => void
  children: (open: () => void) => ReactNode
}

/** The browser's file picker behind a button of the panel. The same file may be chosen twice: it may have been exported anew. */
export function ChooseFile({ label, accept, onFile, children }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
      {children(() => input.current?.click())}
    </>
  )
}
