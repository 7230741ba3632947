/** Label of the containers that the panel makes to run the clients of an OMS image, with the installation's id: what a crash leaves is found by it. */
export const CLIENT_LABEL = 'oms-upgrade-panel.client'
