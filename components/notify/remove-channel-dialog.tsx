'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { answered } from '@/components/read/answered.ts'
import { AnswerBox } from '@/components/ui/answer-box.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { removeChannel } from '@/server/actions/remove-channel.ts'
import type { ChannelView } from '@/server/contract/notification.ts'

export function RemoveChannelDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const t = useTranslations('notify.remove')
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => answered(() => removeChannel({ id: channel.id })),
    async onSuccess(result) {
      if (!result.ok) return
      await client.invalidateQueries({ queryKey: ['notifications'] })
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && !remove.isPending && onClose()}
      title={t('title', { name: channel.name })}
      description={t('text')}
      actions={
        <>
          <Button onClick={onClose}>{t('keep')}</Button>
          <Button variant="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <AnswerBox isSilent={remove.isError} problem={remove.data?.ok === false ? remove.data.problem : null} />
    </Dialog>
  )
}
