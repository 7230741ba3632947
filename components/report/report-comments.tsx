'use client'

import { useTranslations } from 'next-intl'
import { LocalTime } from '@/components/i18n/local-time.tsx'
import { useStepTitle } from '@/components/upgrade/use-step-title.ts'
import type { JobReport } from '@/server/contract/report.ts'
import { ReportPart } from './report-part.tsx'

export function ReportComments({ report }: { report: JobReport }) {
  const t = useTranslations('report')
  const tComments = useTranslations('review.comments')
  const stepTitle = useStepTitle()
  const { comments } = report
  return (
    <ReportPart title={t('comments')}>
      {comments.length === 0 && <p>{t('none')}</p>}
      <ul className="space-y-2">
        {comments.map((comment) => (
          <li key={comment.id} className="break-inside-avoid">
            <p className="text-ink-2 text-sm">
              <span className="font-medium text-ink">{comment.by}</span> <LocalTime iso={comment.at} /> ·{' '}
              {comment.stepId === null ? t('wholeJob') : stepTitle(comment.stepId)}
            </p>
            {comment.text === null ? (
              <p className="text-ink-2">
                {tComments.rich('removed', {
                  by: comment.removedBy ?? '',
                  time: () => <LocalTime iso={comment.removedAt ?? comment.at} />,
                })}
              </p>
            ) : (
              <p className="whitespace-pre-wrap break-words">{comment.text}</p>
            )}
          </li>
        ))}
      </ul>
    </ReportPart>
  )
}
