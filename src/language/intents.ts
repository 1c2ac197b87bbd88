/** What somebody wants done or told. `none`: not meant for the bot. `ask`: meant for it, but not clear enough. */
export const INTENTS = [
  // visits, calls in, cards
  ...(['registerVisit', 'reclassifyVisit', 'registerCall', 'handover', 'createCard', 'updateCard'] as const),
  ...(['reactivate', 'invalidateLead', 'mergeLead'] as const),
  // talks, and what was agreed
  ...(['logContact', 'flagPhone', 'setContactPreference', 'setNextContact', 'setAppointment'] as const),
  ...(['confirmAppointment', 'reschedule', 'requestAssign', 'setReminder', 'setPretext'] as const),
  ...(['planBatchCalls', 'draftMessage', 'completeStepCheck', 'setGrade', 'suggestGrade'] as const),
  ...(['reviewVisit', 'logNegotiation'] as const),
  ...(['prepareCall', 'classify', 'setReferrer'] as const),
  // the deal
  ...(['logTestDrive', 'logQuote', 'logTradeIn', 'setFinance', 'setInsurance', 'requestDiscount'] as const),
  ...([
    'requestAssist',
    'dropAssist',
    'recordOrder',
    'recordPayment',
    'recordDelivery',
    'cancelOrder',
    'completeOrder',
    'completeOwnerCard',
    'applyLost',
  ] as const),
  // what supervisors and managers decide
  ...(['approveCancel', 'rejectCancel', 'decideExtension', 'reviewGrades'] as const),
  ...(['approveLost', 'rejectLost', 'approveDiscount', 'rejectDiscount', 'setDiscountCap'] as const),
  ...(['takeAssist', 'broadcastAssist', 'overrideGrade', 'reviewStep', 'recordAudit', 'reassign'] as const),
  ...(['reassignBulk', 'recallBulk', 'delegate', 'setRestDay', 'setSchedule'] as const),
  ...(['dropRestDay', 'addStaff'] as const),
  ...(['setTarget', 'setFocusCars', 'setAlertRule', 'createActivity', 'recordCost'] as const),
  ...(['exportCustomers', 'requestBrief', 'requestForecast'] as const),
  // the company's pool, hand-overs, the clean-up
  ...(['claimCustomers', 'queryPool', 'queryHandover', 'decideOwner', 'answerRecall'] as const),
  ...(['startCampaign', 'endCampaign'] as const),
  // sums, which are claims to be compared with the records
  ...(['dailyReport', 'dailyTraffic', 'tallyVisits', 'tallyLeads', 'tallyPoolCalls'] as const),
  ...(['tenDayCollection', 'tenDayLost'] as const),
  // questions
  ...(['queryDue', 'queryList', 'queryCount', 'queryCustomer', 'queryHistory', 'queryGrade'] as const),
  ...(['queryCompliance', 'queryOverdue', 'queryMissing', 'queryStepCheck', 'queryStock'] as const),
  ...(['queryCampaign', 'queryReport', 'queryKpi', 'compareKpi', 'diagnose', 'diagnoseStaff'] as const),
  ...(['queryGradeQueue', 'queryGradeHistory', 'askTerm'] as const),
  ...(['askPolicy', 'queryAlerts', 'explain', 'explainReading', 'help'] as const),
  // rules, closures, promises
  ...([
    'setRule',
    'queryRules',
    'querySpotChecks',
    'answerSpotCheck',
    'setClosedDays',
    'setPromise',
    'keepPromise',
    'extendWindow',
  ] as const),
  // the talk itself
  ...(['correct', 'undo', 'answerAlert', 'syncStaff', 'none', 'ask'] as const),
] as const;
export type Intent = (typeof INTENTS)[number];
