/**
 * What Bitbucket Cloud takes at most. Lengths count UTF-16 units (`truncate` of `core/` cuts to them). A number
 * marked "cautious" is not documented; it is below everything that was seen to be accepted.
 */
export const limits = {
  /** Documented: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports */
  annotationsPerReport: 1000,
  /** Documented; more is answered 400 "Bulk upload supports a maximum of /100 annotations". */
  annotationsPerBatch: 100,
  /** Answered 400 "The summary field cannot contain more than 450 characters" above it; empty is refused too. */
  annotationSummary: 450,
  /** Cautious. */
  annotationDetails: 2000,
  /** Cautious. */
  reportTitle: 450,
  /** Cautious. */
  reportDetails: 2000,
  /** Documented: entries of a report's `data`. */
  reportData: 10,
  /** Answered 400 "key: Ensure this value has at most 40 characters" above it. */
  statusKey: 40,
  /** Cautious: too long a name is answered 400, the number is not said. */
  statusName: 255,
  /** Cautious: as for the name. */
  statusDescription: 255,
  /** Cautious: a very long comment is answered by an HTML page "Bad Request (400)". */
  comment: 30_000,
  /** Rolling hour and credential: https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/ */
  requestsPerHour: 1000,
} as const;

/** The largest `pagelen` of each list: 100 unless an endpoint says otherwise. */
export const pageLengths = {
  /** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commits: 5,000 at most. */
  changedFiles: 5_000,
  /** https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination */
  comments: 100,
  annotations: 100,
  /** 100 is answered 400 "Invalid pagelen". */
  pullRequests: 50,
} as const;

/** More pages than this are no list but a loop: 20,000 comments, 20 times the annotations a report can hold. */
export const mostPages = 200;
