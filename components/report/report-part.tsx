import { type ReactNode, useId } from 'react'

/** One chapter of the report. Its heading stays with what follows. */
export function ReportPart({ title, text, children }: { title: ReactNode; text?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 space-y-2">
      <h2 id={id} className="break-after-avoid border-line border-b pb-1 font-semibold text-lg">
        {title}
      </h2>
      {text && <p className="max-w-prose text-ink-2 text-sm">{text}</p>}
      {children}
    </section>
  )
}
