'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { formatBytes } from '@/components/i18n/format-bytes.ts'
import { imagesQuery } from '@/components/plan/images-query.ts'
import { Field } from '@/components/ui/field.tsx'
import { Select } from '@/components/ui/select.tsx'

/** Another archive for the planned image, out of the image folder. */
export function ArchiveField({ value, onChange }: { value: string; onChange: (file: string) => void }) {
  const t = useTranslations('run.decide')
  const { data, error } = useQuery(imagesQuery)
  const isEmpty = data !== undefined && data.archives.length === 0
  const hint = error !== null ? t('imagesUnread') : isEmpty ? t('imagesNone', { folder: data.folder }) : t('imageHint')
  return (
    <Field label={t('imageFile')} hint={hint}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('imageSame')}</option>
          {data?.archives.map(({ file, bytes }) => (
            <option key={file} value={file}>
              {file} ({formatBytes(bytes)})
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
