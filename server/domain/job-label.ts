/** Label of the containers that a job made, with the job's id: a container that was made before a crash is found by it. */
export const JOB_LABEL = 'oms-upgrade-panel.job'
