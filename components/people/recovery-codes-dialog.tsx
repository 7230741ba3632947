'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePerson } from '@/components/layout/person-context.tsx'
import { Alert } from '@/components/ui/alert.tsx'
import { Button } from '@/components/ui/button.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { saveFile } from '@/components/ui/save-file.ts'

/** The recovery codes, shown this once. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useTranslations('people.recovery')
  const { email } = usePerson()

  function download() {
    const text = `${t('fileHeading', { email, host: window.location.host })}\n\n${codes.join('\n')}\n`
    saveFile('oms-upgrade-panel-recovery-codes.txt', text)
  }

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <Button onClick={download}>
            <Download aria-hidden />
            {t('download')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('kept')}
          </Button>
        </>
      }
    >
      <CodeBlock text={codes.join('\n')} label={t('codes')} className="[&_pre]:text-base [&_pre]:leading-relaxed" />
      <Alert tone="warn" title={t('once')} />
    </Dialog>
  )
}
