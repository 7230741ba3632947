import { cn } from '@/components/ui/cn.ts'

/** The place of a line that is still to come. */
export function LogRowSpace({ seq, isMarked }: { seq: number | null; isMarked: boolean }) {
  return (
    <div className={cn('flex min-w-full gap-2 px-3 font-mono text-sm leading-5 sm:gap-3', isMarked && 'bg-accent-soft')}>
      <span className="min-w-[5ch] shrink-0 select-none text-right text-ink-3 tabular-nums">{seq ?? '·'}</span>
      <span className="h-5 py-1.5">
        <span className="block h-2 w-48 rounded-sm bg-line" />
      </span>
    </div>
  )
}
