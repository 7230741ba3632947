import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AccountScreen } from '@/components/people/account-screen.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people')
  return { title: t('account.title') }
}

export default function AccountPage() {
  return <AccountScreen />
}
