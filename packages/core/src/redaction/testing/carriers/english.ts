import { lines } from './lines.ts';

/** Known phrasings: the grammar may be made better with them. */
export const english = {
  with: lines(`
my password is {password}
my password is: {password}
password: {password}
Password = {password}
pw: {password}
pwd {strong}
pw is {password}
the password for my {system} is {password}
The password I use for {system} is {password}, but it says wrong.
The password I have been using since last year was {password}
user: {name} pass: {password}
username {email} password {strong}
I changed my password to {password} yesterday and now I am locked out
i set the password to {password}
can you reset my password to {password} please
my old password was {password} and the new one does not work
My current {system} password is {password}. Can you check?
here is my password: {password}
here's my password "{password}"
it keeps rejecting my password '{password}'
I tried the password {strong} three times
logged in with {email} and password {strong}, nothing happens
{strong} is my password
use {strong} as password
my passphrase is {phrase}
the passphrase for the key file is "{phrase}"
Passphrase: {phrase}
wifi password: {password}
The guest wifi password is {password}
{system} password - {password}
password -> {strong}
my passcode is {pin}
PIN: {pin}
my pin is {pin} and the phone is still locked
the pin code for the door is {pin}
I think my PIN was {pin}
the code is {code}
my verification code is {code}
code: {code}
I got the code {code} by text message
the 2FA code says {code}
one-time password: {code}
OTP {code}
security code {code}
api key: {token}
my API key is {token}
here is the token {token}
access token = {token}
client secret: {token}
Authorization: Bearer {token}
I used {prefixed} in the header and got a 401
curl -H "Authorization: Bearer {token}" https://api.example.com/v1/me
the recovery key is {recovery}
admin password={password}
{"user": "{name}", "password": "{strong}"}
DB_PASSWORD={strong}
https://{user}:{strong}@files.example.com/share does not open
my login is {user} / {strong}
credentials: {user} / {strong}
password (for {system}): {password}
pw {strong} does not work anymore
my password is still {password}
my password is now {password}
my password was always {password}
the password should be {strong}
password:
{password}
I lost my phone, password is {password}, help!
My pw's {strong}
my card number is {card}
card: {card}
I paid with {card} and never got an invoice
please charge {card}, exp 04/29
Visa {card} was declined
{card}
credit card {card} cvv {cvv}
the number on the card is {card}.
could you refund it to {card}?
my secret is {token}
puk: {puk}
secret question answer aside, the account password is {password}
The password used to be {password}
password will be {password} from Monday
the password might be {password}
my password seems to be {password}
the new password is going to be {strong}
my master password is {password}
root pass: {password}
admin password is {password}
the local admin password on {host} is {password}
Sign-in password: {password}
Login password is {password}
My pword is {password}
passwrd: {strong}
I type {strong} for the password
I always enter {strong} as my password and it fails
I logged in using the password {strong}
with password {strong} it works on my phone
the correct password is {password}
It asks for my password so I enter {strong}
pass = {password}
pass: {password} user: {user}
User name: {user}
Password: {password}
email {email}
password {strong}
login {user}, password {password}
my wi-fi password is {password}
the password to the {system} is {password}
the password on my {system} is {password}
the password of {name} is {password}
password of the shared mailbox = {password}
my {system} pw is {password}
my {system} pw: {password}
Password is "{password}" without the quotes
the password is ({password})
Password **{strong}**
password is {password}. It worked last week
password is {password}!!!
password is {password} I think
my password is {password} can you try it?
my password is {password} and my user name is {user}
he told me that the password is {password}
I believe my password is {password}
old password: {password}, new password: {strong}
reset it to {strong} please, that is the password I want
please make my password {strong}
I would like the password {strong}
my passwords are {strong} and some other one
his password is {password} as far as I know
our wifi key is {strong}
the network key: {strong}
passphrase = {phrase}
the passphrase is: {phrase}
passphrase for the disk: {phrase}
the recovery phrase is {phrase}
our passphrase was always {phrase}
PIN {pin}
my pin number is {pin}
the pin for my phone is {pin}
sim pin {pin}
my pin: {pin} does not unlock it
pin = {pin}
the alarm code is {pin}
unlock code: {pin}
access code {code}
your code {code} did not work
I typed the code {code} twice
the code in the mail is {code}
the code from the app is {code}
{code} is the code
{code} is my verification code
my authenticator code: {code}
sms code {code}
sign-in code: {code}
the confirmation code was {code}
my api token: {token}
the API key for the shop is {token}
apikey={token}
"token": "{token}"
access_token={token}
refresh token {token}
the secret key is {token}
my personal access token is {token}
X-Api-Key: {token}
set SECRET={token}
git clone https://{user}:{strong}@git.example.com/app.git fails
private token {prefixed}
{prefixed}
my debit card is {card}
card # {card}
card number {card} exp 12/28
Mastercard {card}
my Amex is {card}
please use card {card} instead
take {card}, security code {cvv}
cvv: {cvv}
login: {user} / {password}
creds: {user}/{strong}
my credentials are {user} / {strong}
account: {user} | {strong}
Morning! Could somebody try {user} with {password} as password?
the thing wants a password, mine is {password}
It is the password "{password}" that does not work
Our shared mailbox has the password {strong}
he gave me the password {strong} on the phone
try password {strong}
please try {strong}, that's my password
password reset to {strong}, right?
You set my password to {password}
the password from the letter was {password}
Laptop password: {password}
Old pw {strong} new pw {strong}
pw: {password}, pin: {pin}
my password since monday: {password}
my password is probably {password}
password might have been {password}
account password {strong}
email password is {password}
my email is {email} and the password is {password}
remote desktop password {strong}
User {user} Pwd {strong}
the pin I chose is {pin}
the pin I was given is {pin}
my bank pin is {pin}
pin no {pin}
code for the door: {pin}
code from sms is {code}
here is the code: {code}
the code says {code}
code = {code}
my code is: {code}
it sent me {code} as a code
token for the build server: {token}
secret: {token}
use this token {token}
api key for {system}: {token}
key={prefixed}
I put my card {card} in the form
my card: {card}, {name}
please check card {card} for me
cardnumber {card}
paid by visa {card} on {date}
the card ending is fine but {card} is not
passphrase for ssh is {phrase}
passphrase {phrase}
my pass phrase is {phrase}
'{phrase}' is my passphrase
wifi is Office and the password is {password}
the combination is user {user} password {password}
`),
  without: lines(`
my password is expired
my password is not working
I forgot my password
the password is wrong again
is my password case sensitive?
my password is too short, it says
password reset
please reset my password
password manager is not opening
how do I change my password for {system}?
the password for my {system} expired yesterday
My password for {system} is no longer accepted
the password field is greyed out
I never got the password reset mail
password policy says 12 characters
my password must be at least 12 characters long
what is my password?
Do you have my password?
the password is on the sticker under the router
the password is in the mail you sent
the password is the same as before
I changed my password yesterday and now {system} does not work
I changed my password to a longer one
my password was changed by somebody else
password incorrect, please help
the login page says: password incorrect
it says "wrong password"
my passport is expired, does HR need to know?
is there a password for the guest wifi?
I need a new password for {name}
the pin on the connector is bent
pin 4 is bent
my PIN is blocked
I do not remember my PIN
where do I enter the PIN?
error code {error}
the code is {error}
the error code is 404
status code 500 when I open {system}
the code does not arrive
I did not get a code
the verification code never came
zip code {zip}
postal code {zip}, {name} street 12
discount code SUMMER gives an error
source code is in the repository
the QR code cannot be scanned
how long is the code valid?
my code is not accepted
api key rotation is planned for {date}
where do I find the API key?
The token is expired
token limit reached
the access token is invalid since {date}
secret santa list is on the intranet
the key is under the mat
the space key is stuck
the passphrase is not accepted
order number {id16}
order {id16} has not arrived
tracking number {id16}
tracking {tracking} says delivered
ticket {id} is still open
my ticket number is {id}
invoice {invoice} is wrong
serial number {serial}
the serial is {id16}
IMEI {imei}
device id {uuid}
customer number {id}
my phone number is {phone}
call me at {phone}
IBAN {iban}
the meeting is on {date} at 14:30
server {host} with IP {ip} is down
please reboot {host}
commit {sha} broke the build
hash {sha} does not match
version 10.0.19045.3930 has the bug
KB5034441 fails with 0x80070643
the printer shows 2024 pages
it costs 1,299.00 USD
my user name is {user}
login: {user}
my e-mail is {email}
{name} from accounting cannot log in
Outlook keeps asking for my password
Windows11 asks for a PIN at every start
password since the Windows11 update does not work
the new laptop has 16 GB and 512 GB
I have been waiting for 25 minutes
can I talk to a human please
my second monitor stays black
QuickBooks shows error 6000, 77
the scanner at {system} is offline
Room 4711 is too cold
extension 4711 does not ring
I use 2 factor authentication since 2023
security questions are annoying
the security code was not sent to me
credit card payments fail in {system}
my card was declined
the card reader on {host} is broken
the last four digits are 1111
we have 4000 employees and 1234 devices
I pass the ticket on to {name}
boarding pass printing fails
that is all, thank you
yes
no
John Doe
{email}
tomorrow at 10
my password has expired
your password has been changed, it says
password was not accepted
password is not accepted anymore
my password is not recognized
the password is blocked after three attempts
the password is locked
my password is disabled
my password is being rejected
my password is getting rejected
the password is visible to everybody
the password is known to the whole team
the password is in KeePass
my password is stored in Chrome
the password is set to never expire
the password is going to expire next week
my password is supposed to work
my password is simply ignored
password is ok
is that my password or yours?
my password is as old as the company
the password is different on my phone
my password is the one from January
the password has to be longer
the password cannot be changed
password does not match
passwords do not match
the passwords are different
both passwords are wrong
my password keeps expiring
the password prompt appears again and again
password dialog pops up every minute
password sync is off
password hash sync is slow
password list please
password sent by letter
password length?
password required
password needed for {host}
password: forgotten
password: I forgot it
Password: please reset
Subject: password
Topic: password, priority: high
problem: password not working
Issue: my password is expired
password - how do I change it?
password (again)
password or PIN, what do you need?
password and user name are unknown
the password for {name} must be reset
the password for the {system} is no longer valid
the password for the {system} is wrong since {date}
the password to my {system} is lost
I do not know the password of the {system}
I set the password myself
I set my password to expire never
we changed the password on {date}
I changed the password in {system}
I changed my password to something easier
changed password to a new one, still locked out
I want to change my password to something I can remember
I need to change my password in Outlook
who changed my password?
{name} changed the password of {host}
my colleague knows the password
can you send me the password?
can you tell me what the password is?
tell me if the password is right
I wonder if my password is safe
is it true that my password is public?
how long is my password valid?
how strong must a password be?
use a strong password
a password must have a digit
the password must contain 3 digits
password must be 8 characters
minimum password age is 1 day
password history is 24
my password expires in 14 days
14 days left to change the password
I was told my password is weak
the password is empty
I pass
pass me to a human
please pass it to {name}
the test did not pass
my pass for the car park is lost
the PIN is wrong
my PIN is the same
wrong PIN
the PIN has four digits
PIN must be 6 digits
pin it to the top
pin 12 of the plug
the pin is broken off
I changed my PIN
the code is wrong
the code is expired
code expired
invalid code
I need a new code
the code was sent to my old phone
code not received
the code has 8 digits
what is the code for?
where is my code?
the code from the mail is rejected
please send the code again
the code is in the mail
line 42 of the code is wrong
code 43 in device manager
stop code 0x0000007B
error code: {error}
response code 503
area code 030
promo code does not work
the discount code is not accepted
bar code reader is offline
the token was revoked
my token is not valid
hardware token is lost
the RSA token shows nothing
a token is needed for {system}
token ring is history
API key is missing
API key not valid
the API key has been deleted
please revoke the API key
secret key not found
client secret has expired
my key does not fit
key 7 on the keyboard is stuck
the keys are with {name}
product key is not accepted
login fails
login is slow
login data is wrong
my login does not work since {date}
login and logout take minutes
account locked
my account is locked
account {id} is disabled
credentials are wrong
credentials expired
my credentials are not accepted
which credentials do I need?
my order is {id16}
order: {id16}
parcel number {id16} is not here
shipment {id16}
the reference is {id16}
case id {id16}
transaction {id16}
the id of the record is {id16}
record {uuid} is missing
call +1 555 010 9999
fax {phone}
{phone} is my mobile
from {date} to {date}
asset {serial}
the laptop {serial} is broken
build {sha}
invoice {invoice} of {date}
MAC 00:1B:44:11:3A:B7
ping 10.0.0.1 times out
it happened 3 times today
the report has 1200000 rows
file size 1048576 bytes
room 210, floor 2, desk 14
2 monitors, 1 dock
Windows 11 23H2
Office365 sign in loop
the VPN disconnects every 10 minutes
printer HP4500 jams
the projector in room B12 is off
cannot open Invoice2026_final.pdf
error 0x80070057 in update KB5034123
my user is {user}
{user} cannot sign in
please unlock {user}
add {email} to the list
what are your opening hours?
thank you, it works now
the card for the door does not open it
my bank card is lost
credit card statement is missing
we pay by card
do you take cards?
my password seems broken
my password looks wrong
the password sounds familiar
your password reset link is dead
reset my password asap
cannot set a password for {name}
my password is accepted on the phone only
password is case sensitive, right?
the password is always rejected on {host}
my password is partly hidden by the keyboard
password is being synced to {host}
passwords are confidential
the password is nowhere to be found
my password is way too long
is the password for {system} the same as for {host}?
should my password be changed every year?
the password is printed on the letter
password recovery mail is in spam
the password column is empty
admin password unknown
wifi password unknown
lost password of {system}
need password for {system} please
new password requested by {name}
password for {name} please
I have the password but no user name
the right password is refused
it says the password is already in use
password too old
password age 91 days
password complexity is annoying
three passwords, one brain
pin required
PIN or fingerprint?
my pin has 6 digits
the pin was changed {date}
code is missing
code was used already
the code has expired, new one please
what code do you mean?
code invalid or expired
code from {name} is clean
the code in line {id} fails
bar code {id16}
ISIN code on the form
secret is out
token expires in 3600 seconds
token for parking is lost
invalid token in the URL
keys to the office are lost
access to {host} please
access denied
account of {name} is locked
my account number is {id}
card {id} does not open door 4
loyalty card is missing
my gift card is empty
transaction id {id16} failed
EAN {id16}
document {id16} is missing
barcode {id16}
GPS 52.520008, 13.404954
pi is 3.14159265358979
population 83200000
we moved 1500000 records
meter reading 00123456
my employee id is {id}
personnel number {id}
ref. {id16}
see {uuid} in the log
session {uuid} ended
`),
};

/** Written before the grammar was, and never looked at while it was made better. */
export const englishHeldOut = {
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
