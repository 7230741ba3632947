import { useTranslations } from 'next-intl'
import { cn } from './cn.ts'

/** Grey bars in place of `lines` lines of text, announced once as loading. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  const t = useTranslations('common')
  return (
    <div role="status" className={cn('space-y-2.5 p-4', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={String(line)}
          aria-hidden
          className={cn('h-4 animate-pulse rounded-sm bg-sunken', line % 3 === 1 ? 'w-4/5' : line % 3 === 2 ? 'w-3/5' : 'w-full')}
        />
      ))}
    </div>
  )
}
