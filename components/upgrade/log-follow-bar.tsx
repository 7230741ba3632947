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

  if (isFollowing) {
    return (
      <div className="absolute right-4 bottom-3">
        <Button size="sm" onClick={() => onFollow(false)}>
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      </div>
    )
  }
  return (
    <div className="absolute right-4 bottom-3 flex items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-3 shadow-float">
      <span className="text-sm tabular-nums">{t('paused', { count: Math.max(0, lastSeq - pausedAt) })}</span>
      <Button size="sm" variant="primary" onClick={() => onFollow(true)}>
        <ArrowDownToLine aria-hidden />
        {t('follow')}
      </Button>
    </div>
  )
}
