import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'

/** What stands in place of a page that is not there or could not be made. */
export function PageProblem({ title, action, children }: { title: ReactNode; action: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-lg flex-col justify-center gap-6 px-4 py-8">
      <Brand />
      <section className="space-y-4 rounded-lg border border-line bg-surface px-5 py-6">
        <h1 className="font-semibold text-xl">{title}</h1>
        <div className="space-y-2 text-ink-2">{children}</div>
        {action}
      </section>
    </main>
  )
}
