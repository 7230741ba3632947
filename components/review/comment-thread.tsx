'use client'

import { useQueryClient } from '@tanstack/react-query'
import { MessageSquarePlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useDraft } from '@/components/draft/use-draft.ts'
import { wordsDraft } from '@/components/draft/words-draft.ts'
import { WordsField } from '@/components/draft/words-field.tsx'
import { useMay } from '@/components/layout/person-context.tsx'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { cn } from '@/components/ui/cn.ts'
import { addComment } from '@/server/actions/add-comment.ts'
import type { CommentView } from '@/server/contract/report.ts'
import { COMMENT_LENGTH } from '@/server/contract/review.ts'
import type { StepId } from '@/server/contract/steps.ts'
import { CommentItem } from './comment-item.tsx'
import { reviewQuery } from './review-query.ts'
import { useCommand } from './use-command.ts'

interface CommentThreadProps {
  jobId: string
  runId: string | null
  stepId: StepId | null
  comments: CommentView[]
  /** What is spoken of, for readers who do not see where the field stands. */
  about: string
  isOpen?: boolean
}

/** What people said here, and a field to say more. */
export function CommentThread({ jobId, runId, stepId, comments, about, isOpen = false }: CommentThreadProps) {
  const t = useTranslations('review.comments')
  const mayComment = useMay('upgrade:comment')
  const client = useQueryClient()
  const { isBusy, isSilent, problem, give } = useCommand()
  const draft = useDraft(wordsDraft(`comment:${jobId}:${runId}:${stepId}`))
  const [isWriting, setIsWriting] = useState(isOpen || draft.isRestored)
  const text = draft.values

  function leave() {
    draft.beginAfresh()
    setIsWriting(isOpen)
  }

  async function send() {
    const isDone = await give(() => addComment({ jobId, runId, stepId, text }))
    if (!isDone) return
    leave()
    await client.invalidateQueries({ queryKey: reviewQuery(jobId).queryKey })
  }

  return (
    <div className={cn('space-y-2', (isWriting || comments.length > 0) && 'w-full')}>
      {comments.length > 0 && (
        <ul aria-label={t('list', { about })} className="space-y-2">
          {comments.map((comment) => (
            <CommentItem key={comment.id} jobId={jobId} comment={comment} />
          ))}
        </ul>
      )}
      {mayComment && !isWriting && (
        <Button size="sm" variant="ghost" onClick={() => setIsWriting(true)} aria-label={t('addTo', { about })}>
          <MessageSquarePlus aria-hidden />
          {t('add')}
        </Button>
      )}
      {mayComment && isWriting && (
        <form
          className="max-w-prose space-y-2"
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <WordsField
            draft={draft}
            label={t('field', { about })}
            hint={t('hint', { left: COMMENT_LENGTH - text.length })}
            maxLength={COMMENT_LENGTH}
          />
          <AnswerBox isSilent={isSilent} problem={problem} />
          <span className="flex flex-wrap gap-2">
            <Button type="submit" size="sm" variant="primary" isBusy={isBusy} disabledReason={text.trim() === '' ? t('missing') : null}>
              {t('send')}
            </Button>
            {!isOpen && (
              <Button size="sm" onClick={leave}>
                {t('cancel')}
              </Button>
            )}
          </span>
        </form>
      )}
    </div>
  )
}
