'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge.tsx'
import type { Tone } from '@/components/ui/tone.ts'
import type { DeliveryStatus } from '@/server/contract/notification.ts'

const TONES: Record<DeliveryStatus, Tone> = { pending: 'busy', sent: 'good', failed: 'warn', 'given-up': 'bad' }

export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const t = useTranslations('notify.status')
  return <Badge tone={TONES[status]}>{t(status)}</Badge>
}
