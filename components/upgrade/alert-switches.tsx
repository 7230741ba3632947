'use client'

import { Bell, BellOff, type LucideIcon, Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { cn } from '@/components/ui/cn.ts'
import { changeAlertChoice, useAlertChoice } from './alert-choice.ts'
import { playAlert, unlockSound } from './alert-sound.ts'

type Obstacle = 'soundBlocked' | 'noticeInsecure' | 'noticeDenied'

/** Whether this browser calls when somebody has to act. Nothing is asked of the browser before a click. */
export function AlertSwitches() {
  const t = useTranslations('live.alert')
  const { sound, notice } = useAlertChoice()
  const [obstacle, setObstacle] = useState<Obstacle | null>(null)

  // Kept from an earlier visit: the browser wants a click on this page too, and any click will do.
  useEffect(() => {
    if (!sound) return
    let isHere = true
    const unlock = async () => {
      const plays = await unlockSound()
      if (!isHere) return
      setObstacle((held) => (plays ? (held === 'soundBlocked' ? null : held) : 'soundBlocked'))
      if (plays) removeEventListener('pointerdown', unlock)
    }
    addEventListener('pointerdown', unlock)
    void unlock()
    return () => {
      isHere = false
      removeEventListener('pointerdown', unlock)
    }
  }, [sound])

  async function switchSound() {
    setObstacle(null)
    changeAlertChoice({ sound: !sound })
    // Heard at once, so that nobody finds out at three in the morning that the loudspeaker is off.
    if (!sound && (await unlockSound())) playAlert('over')
  }

  async function switchNotice() {
    setObstacle(null)
    if (notice) return changeAlertChoice({ notice: false })
    if (typeof Notification === 'undefined' || !window.isSecureContext) return setObstacle('noticeInsecure')
    if ((await Notification.requestPermission()) !== 'granted') return setObstacle('noticeDenied')
    changeAlertChoice({ notice: true })
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset needs a visible legend; these buttons act at once and belong to no form
    <div role="group" aria-label={t('region')} title={t('hint')} className="flex flex-wrap items-center gap-2">
      <Switch label={t('sound')} isOn={sound} icon={sound ? Volume2 : VolumeX} onClick={switchSound} />
      <Switch label={t('notice')} isOn={notice} icon={notice ? Bell : BellOff} onClick={switchNotice} />
      <span role="status" className="text-sm text-warn empty:hidden">
        {obstacle === null ? null : t(obstacle)}
      </span>
    </div>
  )
}

interface SwitchProps {
  label: string
  isOn: boolean
  icon: LucideIcon
  onClick: () => void
}

function Switch({ label, isOn, icon: Icon, onClick }: SwitchProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={cn(
        'inline-flex min-h-7 items-center gap-1.5 rounded-md border px-2.5 text-sm',
        isOn ? 'border-accent bg-accent-soft font-medium text-ink' : 'border-edge bg-surface text-ink-2 hover:bg-sunken hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {label}
    </button>
  )
}
