'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormContext } from 'react-hook-form'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { InstallationView } from '@/server/contract/installation.ts'
import { containersQuery } from '../adopt/containers-query.ts'
import type { EditValues } from './edit-values.ts'

/** Which container it is, and on which address: a container that was renamed or made again is chosen here. */
export function PlaceFields({ installation }: { installation: InstallationView }) {
  const t = useTranslations('adopt.edit')
  const { register, formState } = useFormContext<EditValues>()
  const { errors } = formState
  const { data = [], isPending } = useQuery({ ...containersQuery, staleTime: 0 })
  const [node] = installation.nodes
  const isThere = data.some(({ id }) => id === node?.containerId)
  const choices = data.filter(({ id, looksLikeOms, adoptedAs }) => id === node?.containerId || (looksLikeOms && adoptedAs === null))
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-2 font-semibold">{t('place')}</legend>
      <Field label={t('container')} hint={t('containerHint')} error={errors.containerId?.message}>
        {(control) => (
          <Select {...control} {...register('containerId')} className="font-mono">
            {!isThere && node !== undefined && (
              <option value={node.containerId}>{isPending ? node.containerName : t('containerGone', { name: node.containerName })}</option>
            )}
            {choices.map(({ id, name, state }) => (
              <option key={id} value={id}>
                {t('containerChoice', { name, state, id: id.slice(0, 12) })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('hostIp')} hint={t('hostIpHint')} error={errors.hostIp?.message}>
        {(control) => <Input {...control} {...register('hostIp')} className="font-mono" />}
      </Field>
    </fieldset>
  )
}
