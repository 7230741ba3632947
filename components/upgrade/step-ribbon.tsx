import { cn } from '@/components/ui/cn.ts'
import type { Tone } from '@/components/ui/tone.ts'
import type { StepState } from '@/server/contract/job.ts'
import type { PlannedStep } from '@/server/contract/plan.ts'
import { stepView } from './step-view.ts'

const FILL: Record<Tone, string> = {
  good: 'bg-good forced-colors:bg-[CanvasText]',
  busy: 'bg-busy motion-safe:animate-pulse forced-colors:bg-[Highlight]',
  warn: 'bg-warn motion-safe:animate-pulse forced-colors:bg-[Highlight]',
  bad: 'bg-bad forced-colors:bg-[Highlight]',
  idle: 'bg-transparent outline outline-edge -outline-offset-1',
}

/** One mark a step; no percentage, because nobody measures one. The list below says the same in words. */
export function StepRibbon({ steps, planned }: { steps: StepState[]; planned: PlannedStep[] }) {
  return (
    <div aria-hidden className="flex gap-1">
      {steps.map((step, index) => {
        const plan = planned[index]
        if (plan === undefined) return null
        const isFirstOfPhase = index > 0 && planned[index - 1]?.phase !== plan.phase
        return (
          <span key={step.id} className={cn('h-2.5 flex-1 rounded-sm', FILL[stepView(step, plan, 0).tone], isFirstOfPhase && 'ml-2')} />
        )
      })}
    </div>
  )
}
