/** The events that LeadLex lists, and the categories its catalog can be asked for. */

/** 27 names. */
export const EVENTS = [
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'contact.bulk_created',
  'company.created',
  'company.updated',
  'company.deleted',
  'deal.created',
  'deal.updated',
  'deal.deleted',
  'deal.bulk_created',
  'deal.bulk_updated',
  'list.created',
  'list.deleted',
  'list.contacts_added',
  'list.contacts_removed',
  'campaign.created',
  'campaign.started',
  'campaign.paused',
  'campaign.deleted',
  'campaign.step_created',
  'campaign.contacts_added',
  'activity.created',
  'task.created',
  'task.updated',
  'task.approved',
  'task.dismissed',
];

/** Values of the parameter `category`. */
export const GROUPS = [
  'contact',
  'company',
  'deal',
  'task',
  'note',
  'email',
  'meeting',
  'document',
  'workflow',
  'billing',
  'sync',
];
