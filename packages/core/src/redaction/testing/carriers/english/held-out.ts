import { lines } from '../lines.ts';

/** Written before the grammar was, and never looked at while it was made better; keep it so. */
export const heldOut = {
  with: lines(`
hey, {system} login isn't working, I'm using {password} as the password
tried logging in with password "{password}" no luck
pass is {strong}
psw: {strong}
Pwd for {system}: {password}
so the password we agreed on is {password}
password (the old one) was {password}
My son set it up, he said the password would be {password}
The password is as follows: {password}
please use this password: {password}
username is {user}, password is {password}, pls check on your side
Account {email}, pw={strong}
Do you need my password? It's {strong}
temporary password you gave me: {password}
Your colleague told me to type {strong} as my password
the admin pw on {host} is {password}
the password from your mail, {strong}, is rejected
My passphrase: "{phrase}"
i think the passphrase was {phrase}
passphrase is {phrase}. is that too long?
door code is {pin}
entered pin {pin} but card got swallowed
my voicemail PIN is {pin}
The SMS said your code is {code}
Got it, the code you sent is {code}
verification code: {code} - is that right?
my backup code is {code}
authenticator shows {code} as code
api token is {token}
API-Key {token}
secret key: {token}
we rotate our key, old one {prefixed}
bearer token: {token}
{"apiKey":"{token}"}
export TOKEN={token}
card no. {card}
amex {card} please
My mastercard: {card} expires 11/27
you can take it from {card} like last time
cc {card}
number is {card}, name {name}
cvc is {cvv}
My {system} password just got changed, it is now {password}
Wifi: Office-Guest, Password: {password}
`),
  without: lines(`
password rejected three times
the password was fine yesterday
my password is somehow corrupted
Is the password stored in clear text?
my password is about to expire
password is required says the screen
the password is unknown to me
my boss forgot his password again
the password box is missing on the page
passwords are synced every night
I set a new password but {system} still wants the old one
password change is due on {date}
password for {system}? I never had one
Who can tell me the password of the projector?
the password you sent did not arrive
my password is hard to remember
this password is already used, it says
can I keep my password when I move to {system}
the wifi password is written on the whiteboard
passphrase must contain four words
the pin pad next to the door is dead
I was asked for a pin but never set one
PIN entry is disabled
code review is pending
the country code is missing
dress code?
exit code 1 in the log
the product code is {invoice}
code never shows up on my phone
how do I generate a token for the API?
the API key page is empty
token refresh fails with 401
parcel {id16} is lost
reference {id16} please
account number {id}
case {id} was closed by mistake
asset tag {serial}
MAC address 00:1A:2B:3C:4D:5E
my number is {phone}, call after {date}
bank details: {iban}
log line 1718293847561234 looks odd
timestamp 1718293847561
{uuid}
the build {sha} is green
the key fob for room 210 is lost
license for Adobe is expired
he is out until {date}
card reader error on {host}
I do not want to share my card number here
which cards do you accept?
the invoice says 4,111.11 EUR
please ship 12 units to {zip}
the mouse pointer jumps
my mailbox is full
{name} asked me to pass this on
is it a secret who the new CEO is?
our secret sauce is good service
nothing happens when I click on login
`),
};
