import * as sdk from '@zohocrm/nodejs-sdk-8.0';

/*
 * Zoho's own SDK for CRM, as it comes from npm, on a tour through an emulator: its environment is an ordinary one whose addresses
 * are the emulator's. Prints what it understood, one JSON document.
 */
const [url, clientId, clientSecret, refreshToken, folder] = process.argv.slice(2);
const { BodyWrapper, Record, RecordOperations, SearchRecordsParam } = sdk.Record;

const environment = sdk.DataCenter.setEnvironment(url, `${url}/oauth/v2/token`, url);
const token = new sdk.OAuthBuilder()
  .clientId(clientId)
  .clientSecret(clientSecret)
  .refreshToken(refreshToken)
  .findUser(false)
  .build();
const builder = await new sdk.InitializeBuilder();
await builder
  .environment(environment)
  .token(token)
  .store(new sdk.FileStore(`${folder}/tokens.txt`))
  .SDKConfig(
    new sdk.SDKConfigBuilder().autoRefreshFields(false).pickListValidation(false).updateAPIDomain(false).build(),
  )
  .resourcePath(folder)
  .logger(new sdk.LogBuilder().level(sdk.Levels.OFF).filePath(`${folder}/sdk.log`).build())
  .initialize();

const toRecord = (values) => {
  const record = new Record();
  for (const [name, value] of Object.entries(values)) record.addKeyValue(name, value);
  return record;
};
const bodyOf = (rows, more = {}) => {
  const body = new BodyWrapper();
  body.setData(rows.map(toRecord));
  body.setTrigger([]);
  if (more.duplicateCheckFields !== undefined) body.setDuplicateCheckFields(more.duplicateCheckFields);
  return body;
};
const plain = (value) => (typeof value === 'bigint' ? String(value) : (value?.getValue?.() ?? value));
/** What the SDK made of the answer of a write. */
const results = (response) => ({
  status: response.getStatusCode(),
  kind: response.getObject()?.constructor.name,
  rows: response
    .getObject()
    ?.getData?.()
    .map((row) => ({
      kind: row.constructor.name,
      status: plain(row.getStatus()),
      code: plain(row.getCode()),
      message: plain(row.getMessage()),
      id: plain(row.getDetails?.()?.get('id')),
    })),
});

const leads = new RecordOperations('Leads');
const tour = {};
const jane = { Last_Name: 'Rivera', First_Name: 'Jane', Email: 'jane.rivera@example.com', Company: 'Example Corp' };
tour.created = results(await leads.createRecords(bodyOf([jane])));
tour.refused = results(await leads.createRecords(bodyOf([{ Email: 'x@example.com' }])));
tour.upserted = results(
  await leads.upsertRecords(bodyOf([{ ...jane, Phone: '+15550100123' }], { duplicateCheckFields: ['Email'] })),
);

await fetch(`${url}/__emulator/clock`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"advanceMs":10000}',
});
const searchFor = async (email) => {
  const parameters = new sdk.ParameterMap();
  await parameters.add(SearchRecordsParam.EMAIL, email);
  const response = await leads.searchRecords(parameters, new sdk.HeaderMap());
  const rows = response.getObject()?.getData?.() ?? [];
  return {
    status: response.getStatusCode(),
    rows: rows.map((row) => ({
      id: String(row.getId()),
      name: row.getKeyValue('Last_Name'),
      phone: row.getKeyValue('Phone'),
    })),
    isMore: rows.length === 0 ? null : response.getObject().getInfo().getMoreRecords(),
  };
};
tour.found = await searchFor(jane.Email);
tour.nobody = await searchFor('nobody@example.com');

// The stored token is made to look expired: the SDK must get another one by itself, and go on.
const store = new sdk.FileStore(`${folder}/tokens.txt`);
const [first] = await store.getTokens();
first.setExpiresIn('1');
await store.saveToken(first);
const before = first.getAccessToken();
tour.afterRefresh = await searchFor(jane.Email);
const [second] = await store.getTokens();
tour.isRefreshed = second.getAccessToken() !== before;
process.stdout.write(JSON.stringify(tour));
