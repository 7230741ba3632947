import { LogText } from '@/components/log/log-text.tsx'
import { cn } from '@/components/ui/cn.ts'
import type { LogLine } from '@/server/contract/job.ts'

/** The last few lines of a step, still and without a frame of its own to scroll. */
export function LogTail({ lines }: { lines: readonly LogLine[] }) {
  return (
    <ol className="space-y-0.5 rounded-md bg-code px-2.5 py-2 font-mono text-xs">
      {lines.map((line) => (
        <li key={line.seq} className={cn('break-words', line.stream === 'stderr' && 'text-warn')}>
          <LogText text={line.text} search="" />
        </li>
      ))}
    </ol>
  )
}
