import type { Vocabulary } from './vocabulary.ts';

/** English, and words that are used in every language. */
export const english: Vocabulary = {
  nouns: {
    password:
      'password\npasswords\npass word\npasswd\npasscode\npw\npwd\npws\npswd\npsw\npass\npword\np w\nwifi key\nwi fi key\nnetwork key\nwpa key\nwlan key\nwpa2 key\nsign in password\nlog in password\nlogin password',
    phrase:
      'passphrase\npassphrases\npass phrase\nseed phrase\nrecovery phrase\nsecret phrase\nsecret answer\nsecurity answer\nmnemonic',
    pin: 'pin\npins\npin code\npin number\npincode\npuk\npuk code\npassnumber',
    code: 'code\ncodes',
    'qualified-code':
      'verification code\nsecurity code\naccess code\nbackup code\nbackup codes\nrecovery code\none time code\none time password\none time pin\none time passcode\nonetime code\nlogin code\nlog in code\nsign in code\nsms code\n2fa code\n2fa\nmfa code\ntwo factor code\nauthentication code\nauthenticator code\nauth code\nconfirmation code\ndoor code\nalarm code\nunlock code\nentry code\ngate code\notp\notp code\ntotp\nactivation code\npairing code\nsecret code\nvalidation code\ntan',
    key: 'api key\napi keys\napikey\napi token\napi secret\naccess token\naccess tokens\naccess key\nrefresh token\nauth token\nbearer token\nbearer\nclient secret\nclientsecret\napp secret\nsecret key\nsecret access key\nprivate key\nsecret\ntoken\naccess key id\nrecovery key\nbitlocker key\nencryption key\nshared secret\nwebhook secret\nsession token\nprivate token\nsecret token\npersonal access token\nkey for the api\nkey for api\nkey to the api',
    login:
      'login\nlogin data\nlogin details\nlogins\nlogon\ncredentials\ncredential\ncreds\naccess data\nuser and password\nusername and password\nuser name and password\naccount\nsign in',
    'card-check': 'cvv\ncvc\ncvv2\ncvc2\ncard verification code\ncsc',
  },
  nounEnds: 'password passwd',
  links: 'is was are were be been s equals reads says becomes being',
  framedLinks: '',
  frameEnds: '',
  hedgePhrases:
    'by default\nper default\nnow\nstill\ncurrently\njust\nalways\nactually\nprobably\nsimply\nliterally\napparently\nagain\nmaybe\nperhaps\nobviously\ndefinitely\npresently\nat the moment\nat present\nright now\nas follows\nthe following\nfollowing\nset to\nhave\nhad\nused to\ngoing to\nseems to\nsupposed to\nmeant to\nhas to\nneeds to\nought to\nturned out to\nappears to\nshould\nwould\nmust\ncould\nmight\nmay\nwill\ncan\ni think\ni believe\ni guess\ni suppose\ncalled\nfor now\nfor example\ne g\nthis\nthis one\nif i remember correctly\nso far\nonly\nnothing but\nnone other than\nlike so\nlike this\nalso',
  adjectives: 'here below above again',
  connectors:
    'for of to on in at from with by i we you that which my the your our his her their old new he she they it used field column value',
  changes:
    'switch switching alter alters altering modify modified swap swapped turn renew changed change changing set reset updated update switched made make making put altered renewed',
  changeLinks: 'to into as',
  determiners:
    'my the your our his her their a an this that new old current temporary temp initial default correct right actual admin administrator root user account wifi guest first second login mail e email same exact full',
  roles: 'as for is was s be',
  pronouns: 'it this that its here',
  userNouns: 'user username login account id email e mail',
  plainCodes:
    'error err zip postal post country area exit status product item article discount promo promotion coupon qr bar barcode source color colour dress event stop bug http return reason tax swift bank sort cost customer currency airport branch department project response fault trouble machine html vba python java javascript sql morse review reviews base snippet editor freeze block blocks line lines conduct penal building genetic vendor supplier device manager',
  compounds:
    'reset resets resetting manager managers management policy policies protection protected hint hints field fields box prompt prompts change changes recovery generator vault link links page pages form dialog window rule rules requirement requirements length history hash hashes file files expiry expiration screen screens sync syncing synchronization synchronisation writeback authentication problem problems issue issues question questions help support tool tools safe list lists entry input attempt attempts error errors strength complexity update updates request requests card cards limit limits refresh rotation santa bucket holder ring economy pad keyboard layout protector app apps store storage format type types name names check checker section tab menu option options setting settings dump leak breach database db email mail letter notification message messages generation reuse audit expert based',
  functionWords: `myself yourself himself herself itself ourselves yourselves themselves a an the my your his her our their its it i we you he she they this that these those there here mine yours hers ours theirs me him them us
    is isn are aren was wasn were weren be been being am has hasn have haven had hadn having do don does doesn did didn done doing will won would wouldn can cannot cant could couldn should shouldn must mustn may might shall ought
    not no never none nothing nobody nor neither t s re ve ll d m
    on in at of for from to with without by about into onto over under after before since until till during between against via through out off up down upon within per than as like unlike near behind beside
    and or but because if when while where which who whom whose what why how then so though although however whether unless once
    all any some every each both either many much more most few less least other another others else same such only own very too just also even still already yet again now soon today tomorrow yesterday tonight always often sometimes usually ever maybe perhaps probably apparently obviously clearly certainly really actually simply completely totally entirely partly mostly nearly almost quite rather pretty fairly somehow somewhat enough definitely basically finally suddenly currently recently lately
    something anything everything someone somebody anyone anybody everyone everybody somewhere anywhere everywhere one ones`,
  states: `confidential personal private sensitive standard common generic automatic manual random static dynamic universal global local internal external official original particular special normal regular typical critical essential crucial important irrelevant relevant legit legal illegal appropriate sufficient insufficient adequate poor terrible horrible awful ridiculous stupid silly crazy urgent pending overdue intact inconsistent consistent unchanged unrecognized unrecognised unreadable readable illegible legible over done way partially
    wrong incorrect correct right good fine great perfect ok okay alright bad invalid valid unknown new old different identical similar empty blank missing gone lost stolen case sensitive secure insecure safe unsafe strong weak long longer longest short shorter shortest simple simpler complex complicated complicatedly easy easier hard harder difficult possible impossible available unavailable visible invisible active inactive ready due open public private clear unclear plain strange weird odd unusual broken stuck dead down late early sure unsure aware useless useful needed necessary unnecessary mandatory optional temporary permanent current default expired expires expire expiring outdated obsolete compromised leaked hacked corrupt corrupted damaged fake false true void null undefined numeric alphanumeric
   
    left untouched untouched limited hidden written kept set reset built sent given taken known shown seen found forgotten forgot chosen worn bent spelt spelled stored saved shared locked blocked disabled enabled required rejected refused denied declined accepted changed updated encrypted hashed masked protected approved confirmed typed entered remembered noted printed synced linked attached listed called made meant used reused tried allowed
    working failing coming going changing asking missing getting being showing expiring loading blocking syncing
    works work worked fails fail failed keeps keep needs need has stopped stops stop seems looks sounds says expires happens appears asks wants gets goes comes runs lets makes gives takes
    two three four five six seven eight nine ten first second third last next previous later
    january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday`,
  stateEnds: '(?:\\p{L}{2}ing|\\p{L}{3}(?:ed|able|ible|ful|less))',
  predicateEnds: 'to by too very than against until before after today tomorrow yesterday anymore',
  takings:
    'use using used enter entered entering type typed typing try tried put take took choose chose pick picked set with',
  courtesies:
    'please sorry see look check read ask call try thanks thank thx cheers help urgent regards greetings pls plz',
  possessives: 'mine',
  systems:
    'user username login account outlook windows office teams vpn sharepoint onedrive exchange quickbooks excel word chrome firefox edge browser laptop computer pc printer server router portal website site page app application phone system wifi network mailbox mail email microsoft google apple zoom slack citrix rdp homepage intranet database db nas scanner camera tablet ipad iphone android windows linux mac',
  enders:
    'thanks thank thx cheers regards greetings hi hello hey help urgent asap says said say keeps works worked working fails failed thought think hope need want know got get tried trying used using let make made pls plz please bye best kind many user username login email mail server host exp expires expiry valid cvv cvc name phone account but',
  units:
    'characters character chars char digits digit letters letter days day weeks week months month years year hours hour minutes minute min mins times time percent gb mb users people attempts tries pages point points pins symbols long of times accounts words',
};
