// Made from the SARIF 2.1.0 schema by test/sarif/write/sarif-shape.test.ts: do not edit; that test updates it with `--update`.
import type { SarifShape } from './sarif-shape.ts';

export const sarifShape: SarifShape = {
 "address": {
  "properties": {
   "absoluteAddress": "integer -1",
   "relativeAddress": "integer",
   "length": "integer",
   "kind": "string",
   "name": "string",
   "fullyQualifiedName": "string",
   "offsetFromParent": "integer",
   "index": "integer -1",
   "parentIndex": "integer -1",
   "properties": "any"
  }
 },
 "artifact": {
  "properties": {
   "description": "@message",
   "location": "@artifactLocation",
   "parentIndex": "integer -1",
   "offset": "integer 0",
   "length": "integer -1",
   "roles": "set 0 enum analysisTarget attachment responseFile resultFile standardStream tracedFile unmodified modified added deleted renamed uncontrolled driver extension translation taxonomy policy referencedOnCommandLine memoryContents directory userSpecifiedConfiguration toolSpecifiedConfiguration debugOutputFile",
   "mimeType": "string [^/]+/.+",
   "contents": "@artifactContent",
   "encoding": "string",
   "sourceLanguage": "string",
   "hashes": "map string",
   "lastModifiedTimeUtc": "string date-time",
   "properties": "any"
  }
 },
 "artifactChange": {
  "properties": {
   "artifactLocation": "@artifactLocation",
   "replacements": "list 1 @replacement",
   "properties": "any"
  },
  "required": [
   "artifactLocation",
   "replacements"
  ]
 },
 "artifactContent": {
  "properties": {
   "text": "string",
   "binary": "string",
   "rendered": "@multiformatMessageString",
   "properties": "any"
  }
 },
 "artifactLocation": {
  "properties": {
   "uri": "string uri-reference",
   "uriBaseId": "string",
   "index": "integer -1",
   "description": "@message",
   "properties": "any"
  }
 },
 "attachment": {
  "properties": {
   "description": "@message",
   "artifactLocation": "@artifactLocation",
   "regions": "set 0 @region",
   "rectangles": "set 0 @rectangle",
   "properties": "any"
  },
  "required": [
   "artifactLocation"
  ]
 },
 "codeFlow": {
  "properties": {
   "message": "@message",
   "threadFlows": "list 1 @threadFlow",
   "properties": "any"
  },
  "required": [
   "threadFlows"
  ]
 },
 "configurationOverride": {
  "properties": {
   "configuration": "@reportingConfiguration",
   "descriptor": "@reportingDescriptorReference",
   "properties": "any"
  },
  "required": [
   "configuration",
   "descriptor"
  ]
 },
 "conversion": {
  "properties": {
   "tool": "@tool",
   "invocation": "@invocation",
   "analysisToolLogFiles": "set 0 @artifactLocation",
   "properties": "any"
  },
  "required": [
   "tool"
  ]
 },
 "edge": {
  "properties": {
   "id": "string",
   "label": "@message",
   "sourceNodeId": "string",
   "targetNodeId": "string",
   "properties": "any"
  },
  "required": [
   "id",
   "sourceNodeId",
   "targetNodeId"
  ]
 },
 "edgeTraversal": {
  "properties": {
   "edgeId": "string",
   "message": "@message",
   "finalState": "map @multiformatMessageString",
   "stepOverEdgeCount": "integer 0",
   "properties": "any"
  },
  "required": [
   "edgeId"
  ]
 },
 "exception": {
  "properties": {
   "kind": "string",
   "message": "string",
   "stack": "@stack",
   "innerExceptions": "list 0 @exception",
   "properties": "any"
  }
 },
 "externalProperties": {
  "properties": {
   "schema": "string uri",
   "version": "enum 2.1.0",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "runGuid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "conversion": "@conversion",
   "graphs": "set 0 @graph",
   "externalizedProperties": "any",
   "artifacts": "set 0 @artifact",
   "invocations": "list 0 @invocation",
   "logicalLocations": "set 0 @logicalLocation",
   "threadFlowLocations": "set 0 @threadFlowLocation",
   "results": "list 0 @result",
   "taxonomies": "set 0 @toolComponent",
   "driver": "@toolComponent",
   "extensions": "set 0 @toolComponent",
   "policies": "set 0 @toolComponent",
   "translations": "set 0 @toolComponent",
   "addresses": "list 0 @address",
   "webRequests": "set 0 @webRequest",
   "webResponses": "set 0 @webResponse",
   "properties": "any"
  }
 },
 "externalPropertyFileReference": {
  "properties": {
   "location": "@artifactLocation",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "itemCount": "integer -1",
   "properties": "any"
  },
  "requiredOneOf": [
   "location",
   "guid"
  ]
 },
 "externalPropertyFileReferences": {
  "properties": {
   "conversion": "@externalPropertyFileReference",
   "graphs": "set 0 @externalPropertyFileReference",
   "externalizedProperties": "@externalPropertyFileReference",
   "artifacts": "set 0 @externalPropertyFileReference",
   "invocations": "set 0 @externalPropertyFileReference",
   "logicalLocations": "set 0 @externalPropertyFileReference",
   "threadFlowLocations": "set 0 @externalPropertyFileReference",
   "results": "set 0 @externalPropertyFileReference",
   "taxonomies": "set 0 @externalPropertyFileReference",
   "addresses": "set 0 @externalPropertyFileReference",
   "driver": "@externalPropertyFileReference",
   "extensions": "set 0 @externalPropertyFileReference",
   "policies": "set 0 @externalPropertyFileReference",
   "translations": "set 0 @externalPropertyFileReference",
   "webRequests": "set 0 @externalPropertyFileReference",
   "webResponses": "set 0 @externalPropertyFileReference",
   "properties": "any"
  }
 },
 "fix": {
  "properties": {
   "description": "@message",
   "artifactChanges": "set 1 @artifactChange",
   "properties": "any"
  },
  "required": [
   "artifactChanges"
  ]
 },
 "graph": {
  "properties": {
   "description": "@message",
   "nodes": "set 0 @node",
   "edges": "set 0 @edge",
   "properties": "any"
  }
 },
 "graphTraversal": {
  "properties": {
   "runGraphIndex": "integer -1",
   "resultGraphIndex": "integer -1",
   "description": "@message",
   "initialState": "map @multiformatMessageString",
   "immutableState": "map @multiformatMessageString",
   "edgeTraversals": "list 0 @edgeTraversal",
   "properties": "any"
  },
  "requiredOneOf": [
   "runGraphIndex",
   "resultGraphIndex"
  ]
 },
 "invocation": {
  "properties": {
   "commandLine": "string",
   "arguments": "list 0 string",
   "responseFiles": "set 0 @artifactLocation",
   "startTimeUtc": "string date-time",
   "endTimeUtc": "string date-time",
   "exitCode": "integer",
   "ruleConfigurationOverrides": "set 0 @configurationOverride",
   "notificationConfigurationOverrides": "set 0 @configurationOverride",
   "toolExecutionNotifications": "list 0 @notification",
   "toolConfigurationNotifications": "list 0 @notification",
   "exitCodeDescription": "string",
   "exitSignalName": "string",
   "exitSignalNumber": "integer",
   "processStartFailureMessage": "string",
   "executionSuccessful": "boolean",
   "machine": "string",
   "account": "string",
   "processId": "integer",
   "executableLocation": "@artifactLocation",
   "workingDirectory": "@artifactLocation",
   "environmentVariables": "map string",
   "stdin": "@artifactLocation",
   "stdout": "@artifactLocation",
   "stderr": "@artifactLocation",
   "stdoutStderr": "@artifactLocation",
   "properties": "any"
  },
  "required": [
   "executionSuccessful"
  ]
 },
 "location": {
  "properties": {
   "id": "integer -1",
   "physicalLocation": "@physicalLocation",
   "logicalLocations": "set 0 @logicalLocation",
   "message": "@message",
   "annotations": "set 0 @region",
   "relationships": "set 0 @locationRelationship",
   "properties": "any"
  }
 },
 "locationRelationship": {
  "properties": {
   "target": "integer 0",
   "kinds": "set 0 string",
   "description": "@message",
   "properties": "any"
  },
  "required": [
   "target"
  ]
 },
 "logicalLocation": {
  "properties": {
   "name": "string",
   "index": "integer -1",
   "fullyQualifiedName": "string",
   "decoratedName": "string",
   "parentIndex": "integer -1",
   "kind": "string",
   "properties": "any"
  }
 },
 "message": {
  "properties": {
   "text": "string",
   "markdown": "string",
   "id": "string",
   "arguments": "list 0 string",
   "properties": "any"
  },
  "requiredOneOf": [
   "text",
   "id"
  ]
 },
 "multiformatMessageString": {
  "properties": {
   "text": "string",
   "markdown": "string",
   "properties": "any"
  },
  "required": [
   "text"
  ]
 },
 "node": {
  "properties": {
   "id": "string",
   "label": "@message",
   "location": "@location",
   "children": "set 0 @node",
   "properties": "any"
  },
  "required": [
   "id"
  ]
 },
 "notification": {
  "properties": {
   "locations": "set 0 @location",
   "message": "@message",
   "level": "enum none note warning error",
   "threadId": "integer",
   "timeUtc": "string date-time",
   "exception": "@exception",
   "descriptor": "@reportingDescriptorReference",
   "associatedRule": "@reportingDescriptorReference",
   "properties": "any"
  },
  "required": [
   "message"
  ]
 },
 "physicalLocation": {
  "properties": {
   "address": "@address",
   "artifactLocation": "@artifactLocation",
   "region": "@region",
   "contextRegion": "@region",
   "properties": "any"
  },
  "requiredOneOf": [
   "address",
   "artifactLocation"
  ]
 },
 "rectangle": {
  "properties": {
   "top": "number",
   "left": "number",
   "bottom": "number",
   "right": "number",
   "message": "@message",
   "properties": "any"
  }
 },
 "region": {
  "properties": {
   "startLine": "integer 1",
   "startColumn": "integer 1",
   "endLine": "integer 1",
   "endColumn": "integer 1",
   "charOffset": "integer -1",
   "charLength": "integer 0",
   "byteOffset": "integer -1",
   "byteLength": "integer 0",
   "snippet": "@artifactContent",
   "message": "@message",
   "sourceLanguage": "string",
   "properties": "any"
  }
 },
 "replacement": {
  "properties": {
   "deletedRegion": "@region",
   "insertedContent": "@artifactContent",
   "properties": "any"
  },
  "required": [
   "deletedRegion"
  ]
 },
 "reportingDescriptor": {
  "properties": {
   "id": "string",
   "deprecatedIds": "set 0 string",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "deprecatedGuids": "set 0 string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "name": "string",
   "deprecatedNames": "set 0 string",
   "shortDescription": "@multiformatMessageString",
   "fullDescription": "@multiformatMessageString",
   "messageStrings": "map @multiformatMessageString",
   "defaultConfiguration": "@reportingConfiguration",
   "helpUri": "string uri",
   "help": "@multiformatMessageString",
   "relationships": "set 0 @reportingDescriptorRelationship",
   "properties": "any"
  },
  "required": [
   "id"
  ]
 },
 "reportingConfiguration": {
  "properties": {
   "enabled": "boolean",
   "level": "enum none note warning error",
   "rank": "number -1 100",
   "parameters": "any",
   "properties": "any"
  }
 },
 "reportingDescriptorReference": {
  "properties": {
   "id": "string",
   "index": "integer -1",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "toolComponent": "@toolComponentReference",
   "properties": "any"
  },
  "requiredOneOf": [
   "index",
   "guid",
   "id"
  ]
 },
 "reportingDescriptorRelationship": {
  "properties": {
   "target": "@reportingDescriptorReference",
   "kinds": "set 0 string",
   "description": "@message",
   "properties": "any"
  },
  "required": [
   "target"
  ]
 },
 "result": {
  "properties": {
   "ruleId": "string",
   "ruleIndex": "integer -1",
   "rule": "@reportingDescriptorReference",
   "kind": "enum notApplicable pass fail review open informational",
   "level": "enum none note warning error",
   "message": "@message",
   "analysisTarget": "@artifactLocation",
   "locations": "list 0 @location",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "correlationGuid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "occurrenceCount": "integer 1",
   "partialFingerprints": "map string",
   "fingerprints": "map string",
   "stacks": "set 0 @stack",
   "codeFlows": "list 0 @codeFlow",
   "graphs": "set 0 @graph",
   "graphTraversals": "set 0 @graphTraversal",
   "relatedLocations": "set 0 @location",
   "suppressions": "set 0 @suppression",
   "baselineState": "enum new unchanged updated absent",
   "rank": "number -1 100",
   "attachments": "set 0 @attachment",
   "hostedViewerUri": "string uri",
   "workItemUris": "set 0 string uri",
   "provenance": "@resultProvenance",
   "fixes": "set 0 @fix",
   "taxa": "set 0 @reportingDescriptorReference",
   "webRequest": "@webRequest",
   "webResponse": "@webResponse",
   "properties": "any"
  },
  "required": [
   "message"
  ]
 },
 "resultProvenance": {
  "properties": {
   "firstDetectionTimeUtc": "string date-time",
   "lastDetectionTimeUtc": "string date-time",
   "firstDetectionRunGuid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "lastDetectionRunGuid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "invocationIndex": "integer -1",
   "conversionSources": "set 0 @physicalLocation",
   "properties": "any"
  }
 },
 "run": {
  "properties": {
   "tool": "@tool",
   "invocations": "list 0 @invocation",
   "conversion": "@conversion",
   "language": "string ^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$",
   "versionControlProvenance": "set 0 @versionControlDetails",
   "originalUriBaseIds": "map @artifactLocation",
   "artifacts": "set 0 @artifact",
   "logicalLocations": "set 0 @logicalLocation",
   "graphs": "set 0 @graph",
   "results": "list 0 @result",
   "automationDetails": "@runAutomationDetails",
   "runAggregates": "set 0 @runAutomationDetails",
   "baselineGuid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "redactionTokens": "set 0 string",
   "defaultEncoding": "string",
   "defaultSourceLanguage": "string",
   "newlineSequences": "set 1 string",
   "columnKind": "enum utf16CodeUnits unicodeCodePoints",
   "externalPropertyFileReferences": "@externalPropertyFileReferences",
   "threadFlowLocations": "set 0 @threadFlowLocation",
   "taxonomies": "set 0 @toolComponent",
   "addresses": "list 0 @address",
   "translations": "set 0 @toolComponent",
   "policies": "set 0 @toolComponent",
   "webRequests": "set 0 @webRequest",
   "webResponses": "set 0 @webResponse",
   "specialLocations": "@specialLocations",
   "properties": "any"
  },
  "required": [
   "tool"
  ]
 },
 "runAutomationDetails": {
  "properties": {
   "description": "@message",
   "id": "string",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "correlationGuid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "properties": "any"
  }
 },
 "specialLocations": {
  "properties": {
   "displayBase": "@artifactLocation",
   "properties": "any"
  }
 },
 "stack": {
  "properties": {
   "message": "@message",
   "frames": "list 0 @stackFrame",
   "properties": "any"
  },
  "required": [
   "frames"
  ]
 },
 "stackFrame": {
  "properties": {
   "location": "@location",
   "module": "string",
   "threadId": "integer",
   "parameters": "list 0 string",
   "properties": "any"
  }
 },
 "suppression": {
  "properties": {
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "kind": "enum inSource external",
   "status": "enum accepted underReview rejected",
   "justification": "string",
   "location": "@location",
   "properties": "any"
  },
  "required": [
   "kind"
  ]
 },
 "threadFlow": {
  "properties": {
   "id": "string",
   "message": "@message",
   "initialState": "map @multiformatMessageString",
   "immutableState": "map @multiformatMessageString",
   "locations": "list 1 @threadFlowLocation",
   "properties": "any"
  },
  "required": [
   "locations"
  ]
 },
 "threadFlowLocation": {
  "properties": {
   "index": "integer -1",
   "location": "@location",
   "stack": "@stack",
   "kinds": "set 0 string",
   "taxa": "set 0 @reportingDescriptorReference",
   "module": "string",
   "state": "map @multiformatMessageString",
   "nestingLevel": "integer 0",
   "executionOrder": "integer -1",
   "executionTimeUtc": "string date-time",
   "importance": "enum important essential unimportant",
   "webRequest": "@webRequest",
   "webResponse": "@webResponse",
   "properties": "any"
  }
 },
 "tool": {
  "properties": {
   "driver": "@toolComponent",
   "extensions": "set 0 @toolComponent",
   "properties": "any"
  },
  "required": [
   "driver"
  ]
 },
 "toolComponent": {
  "properties": {
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "name": "string",
   "organization": "string",
   "product": "string",
   "productSuite": "string",
   "shortDescription": "@multiformatMessageString",
   "fullDescription": "@multiformatMessageString",
   "fullName": "string",
   "version": "string",
   "semanticVersion": "string",
   "dottedQuadFileVersion": "string [0-9]+(\\.[0-9]+){3}",
   "releaseDateUtc": "string",
   "downloadUri": "string uri",
   "informationUri": "string uri",
   "globalMessageStrings": "map @multiformatMessageString",
   "notifications": "set 0 @reportingDescriptor",
   "rules": "set 0 @reportingDescriptor",
   "taxa": "set 0 @reportingDescriptor",
   "locations": "list 0 @artifactLocation",
   "language": "string ^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$",
   "contents": "set 0 enum localizedData nonLocalizedData",
   "isComprehensive": "boolean",
   "localizedDataSemanticVersion": "string",
   "minimumRequiredLocalizedDataSemanticVersion": "string",
   "associatedComponent": "@toolComponentReference",
   "translationMetadata": "@translationMetadata",
   "supportedTaxonomies": "set 0 @toolComponentReference",
   "properties": "any"
  },
  "required": [
   "name"
  ]
 },
 "toolComponentReference": {
  "properties": {
   "name": "string",
   "index": "integer -1",
   "guid": "string ^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$",
   "properties": "any"
  }
 },
 "translationMetadata": {
  "properties": {
   "name": "string",
   "fullName": "string",
   "shortDescription": "@multiformatMessageString",
   "fullDescription": "@multiformatMessageString",
   "downloadUri": "string uri",
   "informationUri": "string uri",
   "properties": "any"
  },
  "required": [
   "name"
  ]
 },
 "versionControlDetails": {
  "properties": {
   "repositoryUri": "string uri",
   "revisionId": "string",
   "branch": "string",
   "revisionTag": "string",
   "asOfTimeUtc": "string date-time",
   "mappedTo": "@artifactLocation",
   "properties": "any"
  },
  "required": [
   "repositoryUri"
  ]
 },
 "webRequest": {
  "properties": {
   "index": "integer -1",
   "protocol": "string",
   "version": "string",
   "target": "string",
   "method": "string",
   "headers": "map string",
   "parameters": "map string",
   "body": "@artifactContent",
   "properties": "any"
  }
 },
 "webResponse": {
  "properties": {
   "index": "integer -1",
   "protocol": "string",
   "version": "string",
   "statusCode": "integer",
   "reasonPhrase": "string",
   "headers": "map string",
   "body": "@artifactContent",
   "noResponseReceived": "boolean",
   "properties": "any"
  }
 }
};
