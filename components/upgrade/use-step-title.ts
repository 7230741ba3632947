'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { StepId } from '@/server/contract/steps.ts'

/** The name of a step in the reader's language. */
export function useStepTitle(): (id: StepId) => string {
  const t = useTranslations('steps.name')
  return useCallback((id) => t(id), [t])
}
