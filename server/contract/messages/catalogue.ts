import type { en } from './en.ts'

type SameKeys<T> = T extends string ? string : { [K in keyof T]: SameKeys<T[K]> }

/** The shape that every language has to fill: the keys of the English catalogue. */
export type Catalogue = SameKeys<typeof en>
