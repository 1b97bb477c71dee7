/** Names people of the demo organisation are made of, by language; each list is walked in its own step. */

export interface NamePool {
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** The family name stands first. */
  readonly familyFirst?: true;
  /** How letters are written in account names where it is not just without accents. */
  readonly letters?: Readonly<Record<string, string>>;
}

const words = (text: string): readonly string[] => text.split(', ');

export const namePools: readonly NamePool[] = [
  {
    given: words('Jürgen, Käthe, Sönke, Annegret, Björn, Hans-Peter, Ute, Götz, Anne-Kathrin, Dörte, Maik'),
    family: words(
      'Schröder, Müller, Weiß, Groß-Bölting, Jäger, Schäfer, Köhler, Lütkemeier, von der Heide, Bär',
    ),
    letters: { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' },
  },
  {
    given: words('Çağla, Emre, Gökçe, İbrahim, Ceyda, Oğuzhan, Şule, Ünal, Defne, Barış, Özlem'),
    family: words('Yıldırım, Öztürk, Şahin, Kılıç, Çelik, Aydoğan, Gündüz, Taşçı, Erdoğmuş, Koç'),
  },
  {
    given: words(
      'Agnieszka, Łukasz, Małgorzata, Paweł, Żaneta, Stanisław, Zofia, Wojciech, Halina, Bartłomiej',
    ),
    family: words(
      'Kowalczyk, Wójcik, Zając, Brzęczyszczykiewicz, Gąsior, Nowak-Łącz, Wróbel, Pająk, Dąbek, Żółw',
    ),
  },
  {
    given: words(
      'Văn Minh, Thị Hạnh, Quốc Bảo, Thùy Dương, Đức Anh, Thanh Hà, Hữu Phước, Ngọc Ánh, Xuân Mai',
    ),
    family: words('Nguyễn, Trần, Lê, Phạm, Huỳnh, Phan, Võ, Đặng, Bùi, Đỗ'),
    familyFirst: true,
  },
  {
    given: words('Karim, Amina, Youssef, Samira, Omar, Nadia, Tariq, Huda, Khalid, Rania, Ziad'),
    family: words('El-Mansouri, Al-Farsi, Ben Salah, Haddad, Abu Zayd, El Khoury, Al-Tamimi, Nasser, Qasim'),
  },
  {
    given: words('Aoife, Ciarán, Gráinne, Declan, Róisín, Fionn, Niamh, Pádraig, Sorcha, Eoghan, Órla'),
    family: words(
      "O'Connor, O'Sullivan, Mac Giolla, Byrne, Breathnach, D'Arcy, Kavanagh, O'Dowd, Fitzgerald",
    ),
  },
  {
    given: words('Jean-Baptiste, Élodie, Anaïs, Benoît, Marie-Ève, Loïc, Hélène, François, Noémie, Gaël'),
    family: words("Lefèvre, Dupré-Martin, d'Ormesson, Gauthier, L'Hermitte, Béranger, Saint-Clair, Rousseau"),
  },
  {
    given: words('Íñigo, María José, Joaquín, Begoña, Ángel, Nuria, Íker, Concepción, Raúl, Lucía, Núria'),
    family: words('García Márquez, Ibáñez, Núñez Peña, de la Fuente, Muñoz, Ordóñez, Zubizarreta, Ríos Vega'),
  },
  {
    given: words('Priya, Arjun, Lakshmi, Vikram, Ananya, Rohan, Meera, Siddharth, Kavya, Harish, Deepa'),
    family: words('Venkataraman, Iyer, Krishnamurthy, Banerjee, Desai, Chattopadhyay, Rao, Mukherjee, Nair'),
  },
  {
    given: words('Søren, Åsa, Bjørn, Ingeborg, Øyvind, Ágústa, Håkan, Märta, Þórdís, Leif, Kjærsti'),
    family: words('Sørensen, Åkesson, Bjørnstad, Sigurðsson-Berg, Lindström, Nygård, Østergaard, Häkkinen'),
  },
  {
    given: words('Zdeněk, Jiří, Tomáš, Václav, Ondřej, Luboš, Přemysl, Radoš, Vojtěch, Matěj, Aleš'),
    family: words('Dvořák, Křížek, Šťastný, Hruška, Čermák, Žižka, Řehoř, Procházka, Vlček, Krejčí'),
  },
  {
    given: words('Adébáyọ̀, Ngozi, Chukwuemeka, Folúkẹ́, Olúwaṣeun, Ìyábọ̀, Tunde, Adaeze, Yẹmí, Amara'),
    family: words('Okonkwo, Adéyẹmí, Ọ̀ṣúndé, Nwachukwu, Balogun, Ògúnbánjọ, Eze, Achebe-Obi'),
  },
];
