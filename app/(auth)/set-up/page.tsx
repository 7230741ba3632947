import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SetUpForm } from '@/components/people/set-up-form.tsx'
import { pageVisitor } from '@/server/http/page-visitor.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('setUp.title') }
}

export default async function SetUpPage() {
  const { person, signInPath } = await pageVisitor()
  if (person !== null) redirect('/')
  if (signInPath !== '/set-up') redirect('/sign-in')
  return <SetUpForm />
}
