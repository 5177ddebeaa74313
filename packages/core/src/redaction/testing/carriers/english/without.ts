import { lines } from '../lines.ts';

/** Known phrasings that carry none. */
export const withoutSecret = lines(`
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
`);
