import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageProblem } from '@/components/layout/page-problem.tsx'
import { ButtonLink } from '@/components/ui/button-link.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  return { title: t('missing.title') }
}

export default async function NotFoundPage() {
  const t = await getTranslations('common')
  return (
    <PageProblem title={t('missing.title')} action={<ButtonLink href="/">{t('missing.home')}</ButtonLink>}>
      <p>{t('missing.text')}</p>
    </PageProblem>
  )
}
