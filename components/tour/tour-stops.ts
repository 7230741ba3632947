/** Where the tour stops; the first words name what is marked in the navigation. */
export const TOUR_STOPS = ['installations', 'upgrades', 'palette', 'help'] as const
export type TourStop = (typeof TOUR_STOPS)[number]
