import { foldWord } from '#server/kernel/csv/foldWord.ts';

/** What a column of a list says of somebody, in the order of our own template. */
export const listFields = [
  'pupilNumber',
  'fullName',
  'firstName',
  'initials',
  'infix',
  'lastName',
  'birthDate',
  'residence',
  'school',
  'programme',
  'kind',
  'beganOn',
  'endedOn',
  'reason',
  'schoolDid',
  'nextStatus',
  'phone',
  'email',
  'contactName',
] as const;
export type ListField = (typeof listFields)[number];

/** How columns are called, as `foldWord` writes them: first as in our own template. */
const names: Readonly<Record<ListField, string>> = {
  pupilNumber:
    'leerlingnummer leerlingnr llnr llnummer stamnummer stamnr studentnummer studentnr studentid deelnemernummer deelnemernr pupilnumber studentnumber',
  fullName:
    'naam leerling leerlingnaam naamleerling student studentnaam naamstudent deelnemer volledigenaam name fullname pupil pupilname studentname',
  firstName: 'voornaam voornamen roepnaam firstname firstnames givenname givennames forename',
  initials: 'voorletters voorletter initialen initials',
  infix: 'tussenvoegsel tussenvoegsels tussenv tv voorvoegsel voorvoegsels infix nameprefix prefix',
  lastName: 'achternaam familienaam geslachtsnaam lastname surname familyname',
  birthDate: 'geboortedatum gebdatum gebdat geboren geborenop geboortedag dateofbirth birthdate birthday dob',
  residence: 'woongemeente gemeente woonplaats plaats municipality city town residence',
  school: 'school schoolnaam naamschool instelling onderwijsinstelling schoolname institution',
  programme: 'leerweg niveau opleiding onderwijssoort schoolsoort track level programme program course',
  kind: 'soort soortmelding meldingsoort meldingssoort typemelding type kind',
  beganOn:
    'begin begindatum datumbegin start startdatum vanaf ingangsdatum eersteverzuimdag uitschrijfdatum datumuitschrijving uitgeschrevenper begindate startdate from',
  endedOn: 'eind einde einddatum eindedatum datumeind datumeinde tot totenmet tm end enddate until to',
  reason:
    'reden redenmelding toelichting omschrijving opmerking opmerkingen reason remark remarks explanation',
  schoolDid:
    'actieschool actiesschool actie acties ondernomenactie ondernomenacties watdeedschool schoolaction action actions',
  nextStatus:
    'vervolgstatus statusvervolg status aanmeldstatus aanmeldingsstatus statusaanmelding nextstatus applicationstatus',
  phone:
    'telefoon telefoonnummer telefoonnr tel telnr mobiel mobielnummer mobielnr gsm phone phonenumber mobile telephone',
  email: 'email mail emailadres mailadres emailaddress mailaddress',
  contactName: 'melder gemelddoor naammelder contactpersoon mentor reporter reportedby contact contactperson',
};

const fieldOfName = new Map(
  listFields.flatMap((field) => names[field].split(' ').map((name) => [name, field])),
);

/** The field that the head of a column names, in Dutch or English; null for one that is none of ours. */
export const fieldOf = (head: string): ListField | null => fieldOfName.get(foldWord(head)) ?? null;

/** Numbers that this version never keeps: a burgerservicenummer is one by law, and an onderwijsnummer mostly is the same. */
const bsnNames = new Set([
  'bsn',
  'bsnnummer',
  'bsnr',
  'burgerservicenummer',
  'onderwijsnummer',
  'pgn',
  'persoonsgebondennummer',
  'sofinummer',
]);

/** Whether a head names the number of a citizen. */
export const namesBsn = (head: string): boolean => bsnNames.has(foldWord(head));
