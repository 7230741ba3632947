/** A job chosen to be compared. */
export interface Chosen {
  id: string
  number: number
}

/** Chooses a job or leaves it again. Two are compared, so a third one takes the place of the one chosen first. */
export function toggled(chosen: Chosen[], job: Chosen): Chosen[] {
  const others = chosen.filter(({ id }) => id !== job.id)
  return others.length < chosen.length ? others : [...others, { id: job.id, number: job.number }].slice(-2)
}
