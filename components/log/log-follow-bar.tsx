'use client'

import { ArrowDownToLine, Pause } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'

interface LogFollowBarProps {
  isFollowing: boolean
  lastSeq: number
  onFollow: (isFollowing: boolean) => void
}

/** Pause while it follows; the way back to the end, with what came since, while it does not. */
export function LogFollowBar({ isFollowing, lastSeq, onFollow }: LogFollowBarProps) {
  const t = useTranslations('run.log')
  const [pausedAt, setPausedAt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the number at the moment of the pause is what counts
  useEffect(() => {
    if (!isFollowing) setPausedAt(lastSeq)
  }, [isFollowing])

  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-1.5">
      <span className="text-ink-2 text-sm tabular-nums">
        {isFollowing ? t('following') : t('paused', { count: Math.max(0, lastSeq - pausedAt) })}
      </span>
      {isFollowing ? (
        <Button size="sm" onClick={() => onFollow(false)}>
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      ) : (
        <Button size="sm" variant="primary" onClick={() => onFollow(true)}>
          <ArrowDownToLine aria-hidden />
          {t('follow')}
        </Button>
      )}
    </div>
  )
}
