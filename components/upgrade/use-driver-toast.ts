'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { usePerson } from '@/components/layout/person-context.tsx'
import { toast } from '@/components/ui/toast.ts'
import type { JobSnapshot } from '@/server/contract/job.ts'

/** Says who drives now, to everybody but the one who just took over. The bar above the run keeps saying it. */
export function useDriverToast({ driver }: Pick<JobSnapshot, 'driver'>): void {
  const t = useTranslations('live.presence')
  const me = usePerson().id
  const id = driver?.id ?? null
  const text = driver === null ? '' : t('taken', { name: driver.name })
  const known = useRef(id)
  useEffect(() => {
    if (known.current === id) return
    const isHandedOver = known.current !== null && id !== null && id !== me
    known.current = id
    if (isHandedOver) toast(text)
  }, [id, me, text])
}
