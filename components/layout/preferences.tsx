import { LanguageSwitch } from './language-switch.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

export function Preferences() {
  return (
    <div className="space-y-2">
      <LanguageSwitch />
      <ThemeSwitch />
    </div>
  )
}
